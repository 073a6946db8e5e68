import { App, path } from 'vivace'
import * as z from 'zod'

const ModelName = z.enum(['alexnet', 'resnet', 'lenet'])

export const app = new App({ title: 'Models', version: '0.1.0', errorFormat: 'fastapi' })

app.get('/models/{model_name}', { inputs: { model_name: path(ModelName) } }, ({ model_name }) => {
  if (model_name === 'alexnet') return { model_name, message: 'Deep Learning FTW!' }
  if (model_name === 'lenet') return { model_name, message: 'LeCNN all the images' }
  return { model_name, message: 'Have some residuals' }
})
