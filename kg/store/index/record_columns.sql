-- The columns of statements and readings from the staging tables, new or changed.

INSERT OR IGNORE INTO term (value)
    SELECT value FROM staged.speaker UNION SELECT value FROM staged.target UNION
    SELECT value FROM staged.stance UNION SELECT value FROM staged.evaluation UNION
    SELECT value FROM staged.reported_in WHERE node IN (SELECT node FROM staged.speaker);
INSERT INTO statement (node, speaker, source, passage, first, last, basis, gone)
    SELECT speaker.node, who.id, source.id, passage.value, counted.first, counted.last, counted.basis,
        speaker.node IN (SELECT node FROM staged.gone)
    FROM staged.speaker JOIN term AS who ON who.value = speaker.value
    LEFT JOIN staged.reported_in ON reported_in.node = speaker.node
    LEFT JOIN term AS source ON source.value = reported_in.value
    LEFT JOIN staged.passage ON passage.node = speaker.node
    LEFT JOIN staged.counted ON counted.node = speaker.node
    WHERE true
    ON CONFLICT (node) DO UPDATE SET speaker = excluded.speaker, source = excluded.source, passage = excluded.passage,
        first = excluded.first, last = excluded.last, basis = excluded.basis, gone = excluded.gone;
INSERT INTO reading (node, statement, target, stance, evaluation, gone)
    SELECT reading_of.node, statement.id, what.id, stance.id, evaluation.id,
        reading_of.node IN (SELECT node FROM staged.gone)
    FROM staged.reading_of JOIN statement ON statement.node = reading_of.value
    JOIN staged.target ON target.node = reading_of.node JOIN term AS what ON what.value = target.value
    LEFT JOIN staged.stance AS taken ON taken.node = reading_of.node
    LEFT JOIN term AS stance ON stance.value = taken.value
    LEFT JOIN staged.evaluation AS judged ON judged.node = reading_of.node
    LEFT JOIN term AS evaluation ON evaluation.value = judged.value
    WHERE true
    ON CONFLICT (node) DO UPDATE SET statement = excluded.statement, target = excluded.target, stance = excluded.stance,
        evaluation = excluded.evaluation, gone = excluded.gone;
