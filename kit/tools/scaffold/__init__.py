"""Write the files that people start from: campaigns, layouts, translations, and the files for their editors."""
