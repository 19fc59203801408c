-- Statements whose stored days or basis differ from the computed ones.

SELECT node, first, last, basis FROM counted
WHERE (SELECT group_concat(value) FROM counts_from WHERE node = counted.node) IS NOT first
   OR (SELECT group_concat(value) FROM counts_until WHERE node = counted.node) IS NOT last
   OR (SELECT group_concat(value) FROM counts_by WHERE node = counted.node)
      IS NOT 'https://w3id.org/wsw/basis#' || basis
