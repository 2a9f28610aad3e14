page-noscript = This page needs JavaScript. Turn it on, or open the page in another browser.
