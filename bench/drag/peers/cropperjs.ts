import Cropper from 'cropperjs';

const photo = document.querySelector<HTMLImageElement>('#photo');
if (photo) new Cropper(photo, { container: '#stage' });
