/** The least that a drag can be: once a frame, one small box goes where the pointer is. */
const bar = document.querySelector<HTMLElement>('#bar');
if (bar) {
  let x = 0;
  let request = 0;
  const show = () => {
    request = 0;
    bar.style.transform = `translateX(${x}px)`;
  };
  window.addEventListener('pointermove', ({ clientX }) => {
    x = clientX - window.innerWidth / 2;
    if (!request) request = requestAnimationFrame(show);
  });
}
