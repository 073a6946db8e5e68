/** Measures how far a text is from the one it was made for; `limit + 1` stands for anything further. */
export type Distance = (to: string, limit: number) => number

/**
 * Measures distances from one text: how many letters must be put in, left out, exchanged, or swapped with
 * their neighbour to make the other text of it (optimal string alignment). The limit makes it fast: texts
 * whose lengths differ too much are not looked at, and only cells near the diagonal are.
 *
 *     const distance = distanceFrom('hablra')
 *     distance('hablar', 3)    // 1
 *     distance('xyzar', 2)     // 3: more than 2
 *
 * @see https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance#Optimal_string_alignment_distance
 */
export function distanceFrom(from: string): Distance {
  // Kept between calls: fresh rows for each of 14,456 verbs would cost more than the distances.
  const rows: Rows = { beforeLast: [], last: [], current: [] }
  return (to, limit) => {
    if (Math.abs(from.length - to.length) > limit) return limit + 1
    for (let column = 0; column <= to.length + 1; column += 1) rows.last[column] = column
    for (let row = 1; row <= from.length; row += 1) {
      const least = fillRow({ from, to, limit, row }, rows)
      if (least > limit) return limit + 1
      const { beforeLast, last, current } = rows
      rows.beforeLast = last
      rows.last = current
      rows.current = beforeLast
    }
    return Math.min(rows.last[to.length] ?? 0, limit + 1)
  }
}

interface Rows {
  beforeLast: number[]
  last: number[]
  current: number[]
}

interface Place {
  readonly from: string
  readonly to: string
  readonly limit: number
  readonly row: number
}

/** Fills the cells of one row that can be within the limit; the least of them. */
function fillRow({ from, to, limit, row }: Place, { beforeLast, last, current }: Rows): number {
  const first = Math.max(1, row - limit)
  const end = Math.min(to.length, row + limit)
  let left = row - first + 1 > limit ? limit + 1 : row
  let least = left
  current[first - 1] = left
  const letter = from.charCodeAt(row - 1)
  for (let column = first; column <= end; column += 1) {
    const over = last[column - 1] ?? 0
    const other = to.charCodeAt(column - 1)
    let cost = letter === other ? over : Math.min(over, left, last[column] ?? 0) + 1
    if (row > 1 && column > 1 && letter === to.charCodeAt(column - 2) && from.charCodeAt(row - 2) === other) {
      cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
    }
    current[column] = cost
    left = cost
    if (cost < least) least = cost
  }
  // The next row may look one cell further than this one went.
  current[end + 1] = limit + 1
  return least
}
