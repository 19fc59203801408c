-- Congruence of speakers from the table readings: as kg network congruence with its defaults, if no reading has a score of the
-- coder's own (then R, the range of the scores, is 2).
WITH counted AS (
    SELECT speaker, target, score, COUNT(*) AS n FROM readings WHERE own_score OR score <> 0
    GROUP BY speaker, target, score
)
SELECT a.speaker AS a, b.speaker AS b, SUM(a.n * b.n * (1 - ABS(a.score - b.score) / 2)) AS weight
FROM counted a JOIN counted b ON a.target = b.target AND a.speaker < b.speaker
GROUP BY a.speaker, b.speaker HAVING SUM(a.n * b.n * (1 - ABS(a.score - b.score) / 2)) > 0
