// The viewer works without this script, which copies references and takes the reader to the quote.

const texts = document.getElementById('texts').dataset;
const button = document.getElementById('copy');
const status = document.getElementById('copy-status');
const quote = document.querySelector('mark.current');

if (button) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(texts.reference);
      status.textContent = texts.copied;
    } catch {
      status.textContent = texts.notCopied;
    }
  });
}

// A link with `#quote` has been followed by the browser; one without is followed here.
if (quote && location.hash === '') quote.scrollIntoView({ block: 'center' });
