export { accountMails, type AccountMails, type MailFacts } from './account-mails.ts'
export type { Mail, Mailer } from './mailer.ts'
export { mailer, type MailerOptions } from './mailer-singleton.ts'
export { memoryMailer, type MemoryMailer } from './memory-mailer.ts'
