// The approved version for those who read on in it: code of its own, so that the editor's page does not carry it.
'use client';
import dynamic from 'next/dynamic';

export const ApprovedScreen = dynamic(() => import('./ApprovedReview').then((module) => module.ApprovedReview));
