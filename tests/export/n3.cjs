// N3.js reads a file. Each quad becomes a line of JSON: subject, predicate, object, graph, as its parser has them.
const fs = require('fs');
const { Parser } = require('n3');

const [, , path, format] = process.argv;
const kinds = { NamedNode: 'iri', Literal: 'literal', BlankNode: 'bnode', DefaultGraph: 'default' };
const plain = term => [kinds[term.termType], term.value, term.datatype?.value ?? null, term.language || null];
for (const quad of new Parser({ format }).parse(fs.readFileSync(path, 'utf8'))) {
  console.log(JSON.stringify([quad.subject, quad.predicate, quad.object, quad.graph].map(plain)));
}
