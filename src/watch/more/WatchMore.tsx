/** Everything of the player that the first seconds do without: one chunk, which comes after the first voice. */
import './more.css'

export { CapAsks } from './CapAsks.tsx'
export { chapterAt, chaptersOf } from './chapters.ts'
export { DataMeter } from './DataMeter.tsx'
export { FindWords } from './FindWords.tsx'
export { Habits } from './Habits.tsx'
export { Lag } from './Lag.tsx'
export { Marks } from './Marks.tsx'
export { Tools } from './Tools.tsx'
export { Volume } from './Volume.tsx'
