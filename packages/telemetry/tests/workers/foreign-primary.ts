import cluster from 'node:cluster'

/** A program whose primary process knows nothing of metrics. */
if (cluster.isPrimary) cluster.fork()
else await import('./counting-program.ts')
