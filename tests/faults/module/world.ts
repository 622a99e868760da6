import type { Dice } from './dice.ts'

/** Something that will happen at a time of the world. */
export interface Alarm {
  readonly at: number
  readonly ring: () => void
}

/**
 * Time and order of one schedule. Whatever phones and gateways wait for becomes a task here, and which task is next is drawn from the seed:
 * so the same seed runs the same interleaving, on any machine, and a kill can fall between any two steps.
 */
export interface World {
  readonly dice: Dice
  /** True time, ms since the epoch; passes with the tasks, and jumps where all wait. */
  now(): number
  /** How many tasks have run. */
  readonly steps: number
  /** To be run by itself, some time soon; tasks of the same moment run in any order. */
  task(run: () => void): void
  /** To be run `ms` from now, or a little later. */
  after(ms: number, ring: () => void): Alarm
  cancel(alarm: Alarm): void
  /** Waits for work of other threads (cryptography); that it is done becomes a task, so that nobody's pace but the seed's decides. */
  elsewhere<T>(work: Promise<T>): Promise<T>
  /** Nothing else happens until this work of other threads has ended. */
  hold(work: Promise<unknown>): void
  /** A request is inside a gateway from now on, whose server takes turns of its own; call the answer when it has left. */
  inside(): () => void
  /** Lets things happen until `done`, or until this many ms have passed or nobody waits for anything. */
  run(done: () => boolean, ms: number): Promise<void>
}

/** Turns of the event loop a gateway's server may need between two things the world knows of: group commit takes one, streams another. */
const serverTurns = 4

/** Tasks without time passing to the horizon: something spins. */
const mostSteps = 200_000

/** The event loop's own, whatever phones are given by that name. */
const { setImmediate: nextTurn } = globalThis
const turn = (): Promise<void> => new Promise((resolve) => nextTurn(resolve))

/** @param epoch ms since the epoch at which it begins */
export const createWorld = (dice: Dice, epoch: number): World => {
  // Some schedules are nearly in order, as real phones mostly are; some are as disorderly as can be.
  const disorder = dice.pick([0.05, 0.3, 1])
  const tasks: (() => void)[] = []
  const alarms = new Set<Alarm>()
  let time = epoch
  let steps = 0
  let busy = 0
  let free: (() => void) | null = null
  let guests = 0

  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < (guests > 0 ? serverTurns : 1); quiet++) {
      await turn()
      while (busy > 0) {
        await new Promise<void>((resolve) => {
          free = resolve
        })
        quiet = -1
      }
    }
  }
  const hold = (work: Promise<unknown>): void => {
    busy++
    const ended = () => {
      busy--
      if (busy > 0) return
      free?.()
      free = null
    }
    work.then(ended, ended)
  }
  const earliest = (): Alarm | null => {
    let first: Alarm | null = null
    for (const alarm of alarms) if (first === null || alarm.at < first.at) first = alarm
    return first
  }
  const ringDue = (): void => {
    for (const alarm of [...alarms].filter(({ at }) => at <= time).sort((a, b) => a.at - b.at)) {
      alarms.delete(alarm)
      tasks.push(alarm.ring)
    }
  }
  const takeTask = (): (() => void) | undefined => {
    if (tasks.length === 0) return undefined
    const at = dice.chance(disorder) ? dice.whole(0, tasks.length - 1) : 0
    return tasks.splice(at, 1)[0]
  }

  return {
    dice,
    now: () => time,
    get steps() {
      return steps
    },
    task: (run) => void tasks.push(run),
    after(ms, ring) {
      const alarm = { at: time + Math.max(0, ms), ring }
      alarms.add(alarm)
      return alarm
    },
    cancel: (alarm) => void alarms.delete(alarm),
    elsewhere(work) {
      return new Promise((resolve, reject) => {
        const slot: { done?: () => void } = {}
        // Its place among the tasks is that of the question, not that of the answer.
        tasks.push(() => slot.done?.())
        hold(
          work.then(
            (value) => {
              slot.done = () => resolve(value)
            },
            (error) => {
              slot.done = () => reject(error)
            },
          ),
        )
      })
    },
    hold,
    inside() {
      guests++
      return () => {
        guests--
      }
    },
    async run(done, ms) {
      const end = time + ms
      const last = steps + mostSteps
      await settle()
      while (!done() && time < end) {
        ringDue()
        const task = takeTask()
        if (task) {
          steps++
          time += dice.whole(0, 2)
          task()
        } else {
          const next = earliest()
          if (!next) return
          time = Math.min(Math.max(time, next.at), end)
        }
        if (steps > last) throw new Error('the schedule spins: tasks without end')
        await settle()
      }
    },
  }
}
