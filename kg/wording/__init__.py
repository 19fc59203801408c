"""Words meant for people: numbers, days, offices, verbs. Imports only the ground floor and the model."""
