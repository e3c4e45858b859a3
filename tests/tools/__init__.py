"""What remakes the data that ships: translations, the form's font, tables of characters and words."""
