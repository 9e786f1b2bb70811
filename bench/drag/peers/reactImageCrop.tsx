import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import ReactCrop, { type Crop } from 'react-image-crop';
import 'react-image-crop/dist/ReactCrop.css';

/** As its documentation shows it: the crop is state, and every change renders. */
function App() {
  const [crop, setCrop] = useState<Crop>({ unit: 'px', x: 150, y: 80, width: 300, height: 200 });
  return (
    <ReactCrop crop={crop} onChange={setCrop}>
      <img src="/photo.jpg" alt="" style={{ display: 'block', maxWidth: 600, maxHeight: 700 }} />
    </ReactCrop>
  );
}

const stage = document.querySelector('#stage');
if (stage) createRoot(stage).render(<App />);
