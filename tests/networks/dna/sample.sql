-- Statements of the type "DNA Statement": actor (a person or an organization), concept, agreement, document, second.
SELECT actor.Value, concept.Value, agreement.Value, STATEMENTS.DocumentId, DOCUMENTS.Date
FROM STATEMENTS
JOIN DOCUMENTS ON DOCUMENTS.ID = STATEMENTS.DocumentId
JOIN STATEMENTTYPES ON STATEMENTTYPES.ID = STATEMENTS.StatementTypeId AND STATEMENTTYPES.Label = 'DNA Statement'
JOIN VARIABLES whose ON whose.StatementTypeId = STATEMENTTYPES.ID AND whose.Variable = :actor
JOIN VARIABLES what ON what.StatementTypeId = STATEMENTTYPES.ID AND what.Variable = 'concept'
JOIN VARIABLES stance ON stance.StatementTypeId = STATEMENTTYPES.ID AND stance.Variable = 'agreement'
JOIN DATASHORTTEXT named ON named.StatementId = STATEMENTS.ID AND named.VariableId = whose.ID
JOIN ENTITIES actor ON actor.ID = named.Entity
JOIN DATASHORTTEXT toward ON toward.StatementId = STATEMENTS.ID AND toward.VariableId = what.ID
JOIN ENTITIES concept ON concept.ID = toward.Entity
JOIN DATABOOLEAN agreement ON agreement.StatementId = STATEMENTS.ID AND agreement.VariableId = stance.ID
ORDER BY STATEMENTS.ID
