// Written by scripts/vendor-docs-assets.ts from swagger-ui-dist@5.35.0, oauth2-redirect.js. Do not edit.
import type { VendoredAsset } from '../vendored-asset.ts'

/** oauth2-redirect.js of swagger-ui-dist. Its licence is in `licenses/`. */
export const asset: VendoredAsset = {
  package: 'swagger-ui-dist',
  version: '5.35.0',
  mediaType: 'text/javascript; charset=utf-8',
  sha256: 'a5c8a34e09e49737382cc5019446eec7c3db3461963fc5bfe448361d3c5549e9',
  gzipped: 'H4sIAAAAAAACA5VUwW4bNxD9FWYOEgkRDJrjCoRQODk4SOoggXsxjGBMzkpMVqQw5EpIpf33gqt1LBcu2hw5781w3pshoc8kcuHgCizbProSUhTcR6mOe2RBmnXRaA8h+nQwaUeR2OQDrtfEt9efyQcmV26wL5s3Olk0uWAhHS0ansBb7pahlbJYyfa1S55OJX2neCLmxK9NoVzkdEGXHNYWzAbzRq1eiprcP9SO41r+pgzTrkNHElagYQaq+cnNhOyes5XJuy4UWYnKtInfodtI+ahbjmrVsdzxvZ3DfEFP5S3oOTQwV4s5zAelNFU1vHr/5eYPs0POJOEIi2K+pRClWsAA+llhdWQqPUcAay2tuPFUrbj9fH2VtrsUKRbJalCqOQ7q7KK1NmlA5yjnq+QJXlmLplptstvQFs2aioS2SwdQsxlUJHH4a9T/ywlf3X9lnE4TVJkKjcOue0D3XR5rtDmDepxtwzrkP7ELviF9sQhNHNSSukwitJJqQWK+ejhXuPZTDRNxSzqnnh01Y5egO9pT18ABOYa4Br2lnHFNDfx+KUJs8Yd4INHHjC1pscOcyYvRTnHALNwG45q8CFFk4j2x+PQPSpwXcR4VedFy2orawMSGQWk+6/fUUSHxuPEX1tgzQ/+bQy/5ceyoCFqyGR/FbCbJwh0spvMC7hsBCzkdv3rKjsOuKl69EFuAEdBATOJpeQSTo7B/1FQ2NEkyAtRT5Z7DCj4mJhFim+qlF0gDoJT+5ZmN+U8To9MJ7p5PrcXQkb9vxP9rGQY1TF+D61ImqQboEvq6GK+s9cn1W4rFMKH/8aWOZzV+ac1PBL1/t6dYPoRc6pcm4e3Nx6sUS40l9OQvn686jumDUsu/AWFilSwxBQAA',
}
