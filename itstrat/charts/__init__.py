"""How it looks: frames in, charts out. Knows neither the store nor the screen."""
