"""Take a project the whole way: plan, resolve, compose and judge its pictures, make their files, publish and pack."""
