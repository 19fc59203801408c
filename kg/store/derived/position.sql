-- The properties that may change while a position keeps its readings; files built separately may differ in them.

SELECT
    (SELECT group_concat(DISTINCT value) FROM (
        SELECT value FROM stance WHERE node = :position UNION ALL SELECT value FROM evaluation WHERE node = :position
    )),
    (SELECT group_concat(DISTINCT value) FROM earliest WHERE node = :position),
    (SELECT group_concat(DISTINCT value) FROM latest WHERE node = :position),
    (SELECT group_concat(DISTINCT value) FROM current WHERE node = :position)
