-- Statements of which something else is stored than when they count.

SELECT node, first, last, basis FROM counted
WHERE (SELECT group_concat(value) FROM counts_from WHERE node = counted.node) IS NOT first
   OR (SELECT group_concat(value) FROM counts_until WHERE node = counted.node) IS NOT last
   OR (SELECT group_concat(value) FROM counts_by WHERE node = counted.node)
      IS NOT 'https://w3id.org/wsw/basis#' || basis
