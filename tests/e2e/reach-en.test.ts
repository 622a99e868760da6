import { testStates } from './reach-states.ts'

testStates('en')
