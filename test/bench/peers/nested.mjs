/** Row-major elements as an array of rows, which is what some libraries take. */
export function toRows(elements, rows, columns, makeRow = (row) => Array.from(row)) {
  return Array.from({ length: rows }, (_, row) => makeRow(elements.subarray(row * columns, (row + 1) * columns)));
}

/** The elements of an array of rows, row-major. */
export function toElements(rows, ElementArray) {
  return ElementArray.from(rows.flatMap((row) => Array.from(row)));
}
