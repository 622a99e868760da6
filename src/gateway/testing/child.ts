import { start } from './world.ts'

// A gateway in a process of its own, so that a test can kill it. Prints its address, then serves until it dies.
const [data = '', databaseUrl] = process.argv.slice(2)
const { address } = await start({ data, databaseUrl })
console.log(address)
