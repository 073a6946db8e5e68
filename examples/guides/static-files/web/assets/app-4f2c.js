document.title = 'Shop: ready'
