// How pages put what they tell on the screen. Nothing that comes from a file or from the data ever
// becomes markup.

const $ = id => document.getElementById(id);

// An element with a class and children; strings become text, never markup.
function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

