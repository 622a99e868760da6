import { runSchedule } from './module/run-schedule.ts'
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 5)
const all: Record<string, number> = {}
const t0 = Date.now()
let k=0,r=0,w=0
for (let s = from; s < from + n; s++) {
  const t = Date.now()
  const o = await runSchedule(s)
  k+=o.kept;r+=o.recorded;w+=o.waiting
  for (const [f, c] of Object.entries(o.faults)) all[f] = (all[f] ?? 0) + c
  if (o.wrong.length) console.log(s, o.kept, o.recorded, o.waiting, Date.now() - t, o.wrong)
}
console.log(k,r,w,all, (Date.now() - t0) / n)
