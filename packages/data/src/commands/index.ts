// What `vivace migrate` runs: the command line loads this entry from the project.
export { migrate } from './migrate.ts'
