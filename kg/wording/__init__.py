"""Words meant for people: numbers with their nouns, days, verbs. Imports only the ground floor and the model."""
