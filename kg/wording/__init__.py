"""Words meant for people: numbers with their nouns, days. Imports only the ground floor and the model."""
