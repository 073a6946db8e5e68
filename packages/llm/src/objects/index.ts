export { describedBy } from './answer-format.ts'
export { askObject, type AskForObject, type ObjectAnswer } from './ask-object.ts'
