interface Submission<T, R> {
  items: readonly T[]
  resolve(results: R[]): void
  reject(error: unknown): void
}

export interface GroupCommit<T, R> {
  /** Resolves with one result an item, in order, after the transaction that holds them all was committed. */
  submit(items: readonly T[]): Promise<R[]>
  /** Commits all that is queued, now. */
  flush(): void
}

/**
 * One writer, one `fsync` for many requests: what arrives during one turn of the event loop is committed together.
 * Submissions are not split, and keep their order. A commit that throws rejects all submissions of its group.
 *
 * @param commit   writes the items in one transaction and answers one result an item; synchronous
 * @param most     items after which a group is full (a single larger submission still goes whole)
 * @param schedule runs a function after the I/O of this turn; a parameter for tests
 */
export const createGroupCommit = <T, R>(
  commit: (items: readonly T[]) => R[],
  most: number,
  schedule: (run: () => void) => void = setImmediate,
): GroupCommit<T, R> => {
  let queue: Submission<T, R>[] = []
  let scheduled = false

  const takeGroup = (): Submission<T, R>[] => {
    let count = 0
    let end = 0
    for (const { items } of queue) {
      if (end > 0 && count + items.length > most) break
      count += items.length
      end += 1
    }
    const group = queue.slice(0, end)
    queue = queue.slice(end)
    return group
  }

  const commitGroup = () => {
    const group = takeGroup()
    try {
      const results = commit(group.flatMap(({ items }) => items))
      let from = 0
      for (const { items, resolve } of group) {
        resolve(results.slice(from, from + items.length))
        from += items.length
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  const turn = () => {
    scheduled = false
    if (queue.length > 0) commitGroup()
    wake()
  }
  const wake = () => {
    if (scheduled || queue.length === 0) return
    scheduled = true
    schedule(turn)
  }

  return {
    submit: (items) =>
      new Promise((resolve, reject) => {
        queue.push({ items, resolve, reject })
        wake()
      }),
    flush() {
      while (queue.length > 0) commitGroup()
    },
  }
}
