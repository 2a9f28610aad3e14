page-noscript = Sidan behöver JavaScript. Slå på det, eller öppna sidan i en annan webbläsare.
