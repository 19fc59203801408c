-- What can change of a position that keeps its readings; of files built apart, two may say different things.

SELECT
    (SELECT group_concat(DISTINCT value) FROM (
        SELECT value FROM stance WHERE node = :position UNION ALL SELECT value FROM evaluation WHERE node = :position
    )),
    (SELECT group_concat(DISTINCT value) FROM earliest WHERE node = :position),
    (SELECT group_concat(DISTINCT value) FROM latest WHERE node = :position),
    (SELECT group_concat(DISTINCT value) FROM current WHERE node = :position)
