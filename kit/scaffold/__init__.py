"""Write the files that people start from: campaigns, layouts, translations, and what their editors need."""
