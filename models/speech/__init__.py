"""Speech: engines that listen and engines that speak."""
