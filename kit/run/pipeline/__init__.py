"""From a project to its kit: plan, resolve, compose and check the pictures, make their files, publish and pack."""
