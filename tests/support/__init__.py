"""What tests share: projects to change, readers of what is made, and programs that judge it independently."""
