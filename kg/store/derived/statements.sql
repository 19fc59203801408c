-- The statements of a store with their dates, the dates of their sources, and the stored days on which they count.

SELECT
    speaker.node,
    (SELECT MIN(value) FROM earliest WHERE node = speaker.node),
    (SELECT MAX(value) FROM latest WHERE node = speaker.node),
    (SELECT MIN(value) FROM date_basis WHERE node = speaker.node),
    (SELECT MIN(value) FROM earliest WHERE node IN (SELECT value FROM reported_in WHERE node = speaker.node)),
    (SELECT MAX(value) FROM latest WHERE node IN (SELECT value FROM reported_in WHERE node = speaker.node)),
    (SELECT MIN(node) FROM class WHERE node IN (SELECT value FROM reported_in WHERE node = speaker.node)),
    (SELECT MIN(value) FROM counts_from WHERE node = speaker.node),
    (SELECT MAX(value) FROM counts_until WHERE node = speaker.node),
    (SELECT MIN(value) FROM counts_by WHERE node = speaker.node)
FROM (SELECT DISTINCT node FROM speaker) AS speaker
