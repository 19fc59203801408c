-- Stored positions whose readings are all in the store, so that they can be recomputed.

SELECT node FROM holder
WHERE node IN (SELECT node FROM derived_from)
  AND NOT EXISTS (
    SELECT 1 FROM derived_from
    WHERE derived_from.node = holder.node AND derived_from.value NOT IN (SELECT node FROM reading_of)
  )
