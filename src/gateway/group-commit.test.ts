import { describe, expect, it } from 'vitest'
import { createGroupCommit } from './group-commit.ts'

/** A schedule whose turns the test takes by hand. */
const manual = () => {
  const turns: (() => void)[] = []
  return { schedule: (run: () => void) => void turns.push(run), turn: () => turns.shift()?.(), turns }
}
/** Lets a commit come to its end. */
const rest = () => new Promise((resolve) => setImmediate(resolve))
const recording = () => {
  const groups: number[][] = []
  const commit = async (items: readonly number[]) => {
    groups.push([...items])
    return items.map((item) => item * 10)
  }
  return { groups, commit }
}

describe('createGroupCommit', () => {
  it('commits together what arrives in one turn, and gives each its own results', async () => {
    const { groups, commit } = recording()
    const { schedule, turn } = manual()
    const writer = createGroupCommit(commit, 10, schedule)
    const answers = [writer.submit([1]), writer.submit([2, 3]), writer.submit([4])]
    expect(groups).toEqual([])
    turn()
    expect(groups).toEqual([[1, 2, 3, 4]])
    expect(await Promise.all(answers)).toEqual([[10], [20, 30], [40]])
  })

  it('leaves the rest to the next turn when a group is full, without splitting a submission', async () => {
    const { groups, commit } = recording()
    const { schedule, turn, turns } = manual()
    const writer = createGroupCommit(commit, 3, schedule)
    const answers = [writer.submit([1, 2]), writer.submit([3, 4]), writer.submit([5, 6, 7, 8])]
    turn()
    expect(groups).toEqual([[1, 2]])
    await rest()
    turn()
    await rest()
    turn()
    expect(groups).toEqual([
      [1, 2],
      [3, 4],
      [5, 6, 7, 8],
    ])
    expect(turns).toHaveLength(0)
    expect(await Promise.all(answers)).toEqual([
      [10, 20],
      [30, 40],
      [50, 60, 70, 80],
    ])
  })

  it('rejects every submission of a group that could not be committed, and goes on with the next', async () => {
    const { schedule, turn } = manual()
    let full = true
    const writer = createGroupCommit<number, number>(
      async (items) => {
        if (full) throw new Error('disk full')
        return [...items]
      },
      10,
      schedule,
    )
    const lost = [writer.submit([1]), writer.submit([2])]
    turn()
    expect((await Promise.allSettled(lost)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    full = false
    const kept = writer.submit([3])
    turn()
    expect(await kept).toEqual([3])
  })

  it('gathers what arrives while a commit is on its way, and never has two on their way', async () => {
    const { schedule, turn } = manual()
    const groups: number[][] = []
    const commits: (() => void)[] = []
    const writer = createGroupCommit<number, number>(
      (items) => {
        groups.push([...items])
        return new Promise((resolve) => commits.push(() => resolve([...items])))
      },
      10,
      schedule,
    )
    const first = writer.submit([1])
    turn()
    const later = [writer.submit([2]), writer.submit([3])]
    turn()
    expect(groups).toEqual([[1]])
    commits.shift()?.()
    await first
    await rest()
    turn()
    expect(groups).toEqual([[1], [2, 3]])
    commits.shift()?.()
    expect(await Promise.all(later)).toEqual([[2], [3]])
  })

  it('flushes all that is queued at once', async () => {
    const { groups, commit } = recording()
    const writer = createGroupCommit(commit, 1, () => {})
    const answers = [writer.submit([1]), writer.submit([2])]
    await writer.flush()
    expect(groups).toEqual([[1], [2]])
    expect(await Promise.all(answers)).toEqual([[10], [20]])
  })
})
