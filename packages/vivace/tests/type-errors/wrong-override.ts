import { App, dependency } from 'vivace'

const app = new App({ title: 'Shop', version: '1.0.0' })
const currentUser = dependency({}, () => ({ id: 1, name: 'Alice' }))

app.override(currentUser, () => ({ id: 'one', name: 'Alice' }))
