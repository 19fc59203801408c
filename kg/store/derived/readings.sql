-- The readings that count, with holder and days, ordered by holder, target and kind (stance or evaluation).

SELECT DISTINCT speaker.value, target.value, judged.kind, judged.value, reading_of.node, counted.first, counted.last
FROM reading_of
JOIN target ON target.node = reading_of.node
JOIN (
    SELECT node, value, 'stance' AS kind FROM stance
    UNION ALL
    SELECT node, value, 'evaluation' AS kind FROM evaluation
) AS judged ON judged.node = reading_of.node
JOIN speaker ON speaker.node = reading_of.value
LEFT JOIN counted ON counted.node = reading_of.value
WHERE reading_of.node NOT IN (SELECT node FROM gone) AND reading_of.value NOT IN (SELECT node FROM gone)
ORDER BY 1, 2, 3
