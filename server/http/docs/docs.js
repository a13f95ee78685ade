const search = document.querySelector('#search');
const nothing = document.querySelector('#nothing');

/** Shows the calls that hold every word that was typed. */
const filter = () => {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of document.querySelectorAll('.group')) {
    let here = 0;
    for (const entry of group.querySelectorAll('.operation, tbody > tr:not(.operation tr)')) {
      const text = entry.textContent.toLowerCase();
      entry.hidden = !words.every((word) => text.includes(word));
      if (!entry.hidden) here += 1;
    }
    group.hidden = here === 0;
    shown += here;
  }
  nothing.hidden = shown > 0;
};

/** A link to a call or a schema opens it. */
const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};

search.addEventListener('input', filter);
addEventListener('hashchange', openTarget);
addEventListener('keydown', (event) => {
  if (event.key !== '/' || document.activeElement === search) return;
  event.preventDefault();
  search.focus();
});
openTarget();
