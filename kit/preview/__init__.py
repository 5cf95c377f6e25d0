"""Show the pictures of a project in a browser while it is edited: what is saved in any editor is seen at once.

1. `watching` waits until something is saved in the folders of a project.
2. `reading`, in a worker process, loads the project, unless it would be the same as before.
3. `looking`, in several, tells by the content of all that decides how a picture looks whether it looks otherwise than
   before; if so it composes, judges and paints it. What is at fault, or takes too long, costs its own picture.
   `judging` does so with the campaign as a whole.
4. `board` keeps what is known of every picture, asks for those on screen first, and tells whoever listens.
5. `app` answers the page, `guarding` refuses everybody else, and `serving` runs all of it until it is told to end.
"""
