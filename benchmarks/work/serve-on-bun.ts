// What is used of Bun's own types, so that they need not be installed where Bun is not.
declare const Bun: {
  serve(options: {
    readonly port: number
    readonly hostname: string
    readonly fetch: (request: Request) => Response | Promise<Response>
  }): unknown
}

/** Serves on Bun, and says so. */
export function serveOnBun(fetch: (request: Request) => Response | Promise<Response>): void {
  Bun.serve({ port: Number(process.env['PORT']), hostname: '127.0.0.1', fetch })
  console.log('ready')
}
