interface Submission<T, R> {
  items: readonly T[]
  resolve(results: R[]): void
  reject(error: unknown): void
}

export interface GroupCommit<T, R> {
  /** Resolves with one result an item, in order, after the transaction that holds them all was committed. */
  submit(items: readonly T[]): Promise<R[]>
  /** Commits all that is queued, without waiting for its turn; resolves when nothing is queued or in work. */
  flush(): Promise<void>
}

/**
 * One writer, one `fsync` for many requests: what arrives during one turn of the event loop, or while a commit is on its way to another
 * machine, is committed together. Submissions are not split, and keep their order. A commit that fails rejects all submissions of its group.
 *
 * @param commit   writes the items in one transaction and answers one result an item
 * @param most     items after which a group is full (a single larger submission still goes whole)
 * @param schedule runs a function after the I/O of this turn; a parameter for tests
 */
export const createGroupCommit = <T, R>(
  commit: (items: readonly T[]) => Promise<R[]>,
  most: number,
  schedule: (run: () => void) => void = setImmediate,
): GroupCommit<T, R> => {
  let queue: Submission<T, R>[] = []
  let scheduled = false
  let working: Promise<void> | null = null

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

  const commitGroup = async (): Promise<void> => {
    const group = takeGroup()
    try {
      const results = await commit(group.flatMap(({ items }) => items))
      let from = 0
      for (const { items, resolve } of group) {
        resolve(results.slice(from, from + items.length))
        from += items.length
      }
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }

  /** Commits one group after the one in work. */
  const work = (): Promise<void> => {
    working = commitGroup().finally(() => {
      working = null
      wake()
    })
    return working
  }
  const turn = () => {
    scheduled = false
    if (!working && queue.length > 0) work()
  }
  const wake = () => {
    if (scheduled || working || queue.length === 0) return
    scheduled = true
    schedule(turn)
  }

  return {
    submit: (items) =>
      new Promise((resolve, reject) => {
        queue.push({ items, resolve, reject })
        wake()
      }),
    async flush() {
      while (working || queue.length > 0) await (working ?? work())
    },
  }
}
