// An ONNX model of one node, C = MatMul(A, B), in the protocol buffer encoding of onnx.proto (IR version 8, opset 13).

const FLOAT = 1;
const IR_VERSION = 8;
const OPSET = 13;

export function matMulModel(m, k, n) {
  const node = [string(1, 'A'), string(1, 'B'), string(2, 'C'), string(4, 'MatMul')].flat();
  const graph = [
    bytes(1, node),
    string(2, 'product'),
    bytes(11, value('A', m, k)),
    bytes(11, value('B', k, n)),
    bytes(12, value('C', m, n)),
  ].flat();
  return Uint8Array.from([integer(1, IR_VERSION), bytes(7, graph), bytes(8, integer(2, OPSET))].flat());
}

/** ValueInfoProto: a name, and a tensor type with its shape. */
function value(name, rows, columns) {
  const dimension = (size) => bytes(1, integer(1, size));
  const tensor = [integer(1, FLOAT), bytes(2, [dimension(rows), dimension(columns)].flat())].flat();
  return [string(1, name), bytes(2, bytes(1, tensor))].flat();
}

function varint(number) {
  const code = [];
  for (; number > 127; number = Math.floor(number / 128)) code.push((number % 128) + 128);
  return [...code, number];
}

function integer(field, number) {
  return [field * 8, ...varint(number)];
}

function bytes(field, content) {
  return [field * 8 + 2, ...varint(content.length), ...content];
}

function string(field, text) {
  return bytes(field, [...new TextEncoder().encode(text)]);
}
