export { fastapiAnswer, type FastapiAnswer } from './fastapi-answer.ts'
export { fastapiDetail, type FastapiFailure } from './fastapi-detail.ts'
