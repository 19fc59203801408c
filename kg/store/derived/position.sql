-- What can change of a position that keeps its readings.

SELECT
    (SELECT value FROM stance WHERE node = :position UNION ALL SELECT value FROM evaluation WHERE node = :position),
    (SELECT value FROM earliest WHERE node = :position),
    (SELECT value FROM latest WHERE node = :position),
    (SELECT value FROM current WHERE node = :position)
