"""Words meant for people: numbers with their nouns, days, offices. Imports only the ground floor and the model."""
