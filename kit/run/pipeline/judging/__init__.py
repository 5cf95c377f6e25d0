"""Judge a project and a built kit: each picture as it is composed, files as they were built, drawings, the campaign."""
