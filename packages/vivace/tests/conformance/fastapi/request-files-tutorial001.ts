import { App, upload } from 'vivace'

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.post('/files/', { summary: 'Create File', inputs: { file: upload() } }, async ({ file }) => ({
  file_size: (await file.bytes()).length,
}))

app.post('/uploadfile/', { summary: 'Create Upload File', inputs: { file: upload() } }, ({ file }) => ({
  filename: file.name,
}))
